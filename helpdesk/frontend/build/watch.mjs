/* Builds the three bundles again whenever a source, or a template that names their classes, changes. */
import { build } from "vite";

const BUNDLES = ["loader", "frame", "pages"];

await Promise.all(
    BUNDLES.map((mode) => build({ mode, logLevel: "warn", build: { watch: { clearScreen: false } } })),
);
