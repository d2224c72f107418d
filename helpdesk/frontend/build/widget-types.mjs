/* Writes what the widget sends and gets as TypeScript, from the helpdesk's OpenAPI document. */
import { text } from "node:stream/consumers";
import { compile } from "json-schema-to-typescript";

const TAGS = ["Widget", "Help centre"];
const REF = "#/components/schemas/";

/** A nested schema is listed below the one that holds it: `History.Message` is a `Message`. */
function nameOf(ref) {
    return ref.slice(REF.length).split(".").at(-1);
}

function* refsIn(value) {
    if (typeof value !== "object" || value === null) return;
    if (typeof value.$ref === "string") yield value.$ref;
    for (const inner of Object.values(value)) yield* refsIn(inner);
}

/** The schema without the titles of its fields, each of which would become a type of its own. */
function plain(value) {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    if (value.$ref) return { $ref: `#/definitions/${nameOf(value.$ref)}` };
    const copy = Object.entries(value).filter(
        ([key, inner]) => key !== "title" || typeof inner !== "string",
    );
    return Object.fromEntries(copy.map(([key, inner]) => [key, plain(inner)]));
}

function definitionsOf({ paths, components }) {
    const operations = Object.values(paths).flatMap(Object.values);
    const ours = operations.filter(({ tags = [] }) => tags.some((tag) => TAGS.includes(tag)));
    const waiting = [...refsIn(ours)];
    const found = {};
    for (const ref of waiting) {
        const schema = components.schemas[ref.slice(REF.length)];
        const definition = plain(schema);
        const known = found[nameOf(ref)];
        if (known && JSON.stringify(known) !== JSON.stringify(definition))
            throw new Error(`Two schemas are called ${nameOf(ref)}. Name one of them otherwise.`);
        if (!known) waiting.push(...refsIn(schema));
        found[nameOf(ref)] = definition;
    }
    return Object.fromEntries(Object.entries(found).sort(([a], [b]) => a.localeCompare(b)));
}

const definitions = definitionsOf(JSON.parse(await text(process.stdin)));
const everything = {
    type: "object",
    properties: Object.fromEntries(
        Object.keys(definitions).map((name) => [name, { $ref: `#/definitions/${name}` }]),
    ),
    definitions,
};
const types = await compile(everything, "Everything", {
    additionalProperties: false,
    bannerComment:
        "/* What the widget sends and gets. Written by `make types` from what the helpdesk's routes declare. */",
    style: { printWidth: 100, tabWidth: 2 },
});
process.stdout.write(types.replace(/export interface Everything \{[^}]*\}\n/, ""));
