/* Builds one of the three bundles (loader, frame, pages) under a stable name into ../static. */
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type UserConfig } from "vite";
import { iconSprite } from "./build/icon-sprite.ts";

interface Bundle {
  input: string;
  name: string;
  folder: string;
}

const BUNDLES: Record<string, Bundle> = {
  loader: { input: "src/loader/main.ts", name: "loader", folder: "widget" },
  frame: { input: "src/frame/main.tsx", name: "frame", folder: "widget" },
  pages: { input: "src/pages/main.ts", name: "app", folder: "pages" },
};

function bundleSettings(bundle: Bundle): UserConfig {
  return {
    publicDir: false,
    build: {
      outDir: `../static/${bundle.folder}`,
      emptyOutDir: false,
      target: "es2022",
      // Assets become files: a data: address would need a wider Content-Security-Policy.
      assetsInlineLimit: 0,
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: bundle.input,
        output: {
          format: "iife",
          entryFileNames: `${bundle.name}.js`,
          assetFileNames: `${bundle.name}[extname]`,
        },
      },
    },
  };
}

export default defineConfig(({ mode }) => {
  const bundle = BUNDLES[mode];
  const tests = { environment: "happy-dom", include: ["{src,build}/**/*.test.{ts,tsx}"] };
  if (!bundle) return { test: tests } as UserConfig;
  const plugins = mode === "pages" ? [tailwindcss(), iconSprite("..")] : [];
  return { ...bundleSettings(bundle), plugins };
});
