/* One request to the helpdesk: its JSON, or a fault that says whether trying again makes sense. */
import { language, words } from "../language/current";

const PATIENCE = 15_000;

/** The helpdesk answered no; `message` is a sentence for the customer. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

/** No answer, or one that a later try may change. */
export class Unreachable extends Error {
  constructor(readonly retryAfter: number | null = null) {
    super(words().unreachable);
  }
}

export interface Call {
  method?: "GET" | "POST";
  body?: unknown;
  token?: string | undefined;
}

export function headersFor(token: string | undefined): Record<string, string> {
  return token ? { Authorization: `Bearer ${token}` } : {};
}

function mayChangeLater(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** Throws the fault that an answer other than 2xx stands for. */
export async function check(response: Response): Promise<Response> {
  if (response.ok) return response;
  if (mayChangeLater(response.status)) {
    throw new Unreachable(Number(response.headers.get("Retry-After")) || null);
  }
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string };
  const sentence = problem.detail || problem.title || words().refused;
  throw new Refused(response.status, sentence);
}

async function answerTo(path: string, call: Call): Promise<Response> {
  const headers = headersFor(call.token);
  headers["Accept-Language"] = language();
  if (call.body !== undefined) headers["Content-Type"] = "application/json";
  const signal = AbortSignal.timeout(PATIENCE);
  const init: RequestInit = { method: call.method ?? "GET", headers, signal, credentials: "omit" };
  if (call.body !== undefined) init.body = JSON.stringify(call.body);
  return fetch(path, init).catch(() => {
    throw new Unreachable();
  });
}

export async function request<Answer>(path: string, call: Call = {}): Promise<Answer> {
  const response = await check(await answerTo(path, call));
  return response.json().catch(() => {
    throw new Unreachable();
  }) as Promise<Answer>;
}
