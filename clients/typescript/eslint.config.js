import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["build/", "dist/", "src/gen/", "eslint.config.js"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A record cannot refer to itself.
      "@typescript-eslint/consistent-indexed-object-style": "off",
      // Numbers in messages are read as they are.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A namespace-like class may have only static members; a subclass only a name.
      "@typescript-eslint/no-extraneous-class": "off",
      // `while (true)` with a return inside says what it does.
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
    },
  },
  {
    files: ["test/**"],
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
