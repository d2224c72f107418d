/* A stand-in for the helpdesk (port 8766) inside a stand-in for a shop (port 8765), for work on the widget. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { MockConversation } from "./mock-conversation.mjs";

const SITE = "http://localhost:8765";
const HELPDESK = "http://localhost:8766";
const STATIC = new URL("../../static/", import.meta.url);
const POLICY =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
    `img-src 'self'; frame-ancestors ${SITE}`;
const FRAME =
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Help chat</title>' +
    '<link rel="stylesheet" href="/static/widget/frame.css">' +
    '<script src="/static/widget/frame.js" defer></script></head>' +
    '<body><div id="heed"></div></body></html>';
const SHOP =
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Lamp shop</title></head>' +
    "<body><main><h1>Lamp shop</h1><p>Lamps for every room.</p></main>" +
    `<script src="${HELPDESK}/widget/loader.js" defer data-accent="#0b6e5f"></script></body></html>`;
const SETTINGS = {
    company: "Lamp shop",
    accent: "#0b6e5f",
    logo: null,
    hours: "Mon-Fri 9-17",
    people_available: true,
};
const ARTICLE = {
    article_id: 3,
    title: "Send something back",
    html:
        "<p>You can send most things back within 30 days.</p><h2>What you need</h2><ul><li>The order number</li>" +
        "<li>The box</li></ul><table><tr><th>Country</th><th>Cost</th></tr><tr><td>Germany</td><td>free</td></tr></table>" +
        '<script>alert(1)</script><p>See <a href="4-refunds">refunds</a>.</p>',
    url: `${HELPDESK}/articles/3-send-something-back`,
    updated_at: "2026-01-20T10:00:00Z",
    category: ["Orders", "Returns"],
};
const HIT = {
    article_id: 3,
    title: ARTICLE.title,
    url: ARTICLE.url,
    passage: "You can send most things back within 30 days, unused and in their box.",
    score: 0.8,
};

const conversations = new Map();
const mock = { down: false };
let lastId = 0;
const nextId = () => ++lastId;

function json(response, status, body) {
    const kind = status < 400 ? "application/json" : "application/problem+json";
    response.writeHead(status, { "Content-Type": kind }).end(JSON.stringify(body));
}

async function bodyOf(request) {
    let text = "";
    for await (const part of request) text += part;
    return text ? JSON.parse(text) : {};
}

const tokenOf = (id) => ({ token: `token-of-${id}`, expires_in: 7 * 24 * 3600 });

function begin(response) {
    const id = `c-${conversations.size + 1}`;
    conversations.set(id, new MockConversation(nextId));
    json(response, 201, { conversation_id: id, ...tokenOf(id) });
}

const IN_CONVERSATION = {
    "POST messages": (conversation, response, { body }) =>
        body.text?.startsWith("refuse")
            ? json(response, 422, {
                  status: 422,
                  title: "Refused",
                  detail: "Remove the word refuse.",
              })
            : json(response, 202, { id: conversation.receive(body) }),
    "GET messages": (conversation, response, { after }) => {
        const messages = conversation.messages.filter(({ id }) => id > after);
        json(response, 200, { ...conversation.state, messages });
    },
    "GET events": (conversation, response, { last }) => conversation.listen(response, last),
    "POST handoff": (conversation, response) => {
        conversation.handOver();
        json(response, 202, conversation.state);
    },
    "POST contact": (conversation, response, { body }) => {
        if (!/@|\d{7}/.test(body.contact)) {
            return json(response, 422, { detail: "Write an e-mail address or a phone number." });
        }
        conversation.contact = body.contact;
        conversation.give(conversation.state.floor, conversation.state.agent);
        json(response, 200, conversation.state);
    },
};

async function converse(request, response, url) {
    const [, id, part] = /conversations\/([^/]+)\/(.+)$/.exec(url.pathname);
    const conversation = conversations.get(id);
    if (!conversation || request.headers.authorization !== `Bearer token-of-${id}`) {
        return json(response, 404, { detail: "This conversation does not exist." });
    }
    if (part === "token") return json(response, 201, tokenOf(id));
    const answer = IN_CONVERSATION[`${request.method} ${part}`];
    const body = request.method === "POST" ? await bodyOf(request) : {};
    const after = Number(url.searchParams.get("after"));
    const last = Number(request.headers["last-event-id"] ?? 0);
    if (answer) answer(conversation, response, { body, after, last });
    else json(response, 200, {});
}

function sendStatic(response, path) {
    const type = path.endsWith(".css") ? "text/css" : "text/javascript";
    response.writeHead(200, { "Content-Type": type }).end(readFileSync(new URL(path, STATIC)));
}

async function control(request, response) {
    const { down, resolve } = await bodyOf(request);
    if (down !== undefined) mock.down = down;
    if (down) conversations.forEach(({ streams }) => streams.forEach((stream) => stream.destroy()));
    if (resolve) conversations.get(resolve).resolve();
    const said = [...conversations.values()].map(({ messages }) =>
        messages.map(({ text }) => text),
    );
    json(response, 200, { said });
}

const server = createServer(async (request, response) => {
    const url = new URL(request.url, HELPDESK);
    const path = url.pathname;
    if (path === "/mock") return control(request, response);
    if (mock.down) return request.socket.destroy();
    if (path === "/widget/frame") {
        response.writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": POLICY });
        return response.end(FRAME);
    }
    if (path === "/widget/loader.js") return sendStatic(response, "widget/loader.js");
    if (path.startsWith("/static/widget/")) return sendStatic(response, path.slice(8));
    if (path === "/api/v1/widget/settings") return json(response, 200, SETTINGS);
    if (path === "/api/v1/widget/conversations") return begin(response);
    if (path.startsWith("/api/v1/widget/")) return converse(request, response, url);
    if (path === "/api/v1/articles/search") {
        return json(response, 200, { results: /nothing/.test(url.search) ? [] : [HIT] });
    }
    if (path === "/api/v1/articles/3") return json(response, 200, ARTICLE);
    json(response, path.endsWith("/rating") ? 200 : 404, { detail: "This page does not exist." });
});

server.listen(8766, "127.0.0.1");
createServer((_, response) => {
    response
        .writeHead(200, {
            "Content-Type": "text/html",
            "Content-Security-Policy": `script-src ${HELPDESK}; style-src 'self'; frame-src ${HELPDESK}`,
        })
        .end(SHOP);
}).listen(8765, "127.0.0.1");
console.log(`Shop with the widget: ${SITE}`);
