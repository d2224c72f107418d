/* Fails when the loader or the frame outgrows what a customer's page should have to load. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const STATIC = new URL("../../static/", import.meta.url);
const LIMITS = [
    { what: "loader", files: ["widget/loader.js"], limit: 8 * 1024 },
    { what: "frame", files: ["widget/frame.js", "widget/frame.css"], limit: 60 * 1024 },
];

function gzipped(file) {
    return gzipSync(readFileSync(new URL(file, STATIC))).length;
}

for (const { what, files, limit } of LIMITS) {
    const size = files.reduce((sum, file) => sum + gzipped(file), 0);
    const fits = size <= limit;
    console.log(`${what}: ${size} bytes gzipped, limit ${limit}: ${fits ? "fits" : "TOO LARGE"}`);
    if (!fits) process.exitCode = 1;
}
