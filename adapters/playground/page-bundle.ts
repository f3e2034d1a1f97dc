import { fileURLToPath } from 'node:url';

export interface PageBundle {
  script: string;
  style: string;
}

/** Bundles the page's sources in memory. @throws where the development dependencies are not installed. */
export async function bundlePage(): Promise<PageBundle> {
  const { build } = await import('esbuild');
  const source = (name: string) => fileURLToPath(new URL(`page/${name}`, import.meta.url));
  const built = await build({
    entryPoints: { page: source('main.tsx'), style: source('style.css') },
    bundle: true,
    write: false,
    outdir: 'bundle',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const text = (ending: string) => built.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { script: text('page.js'), style: text('style.css') };
}

export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Greendoor · local workspace</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%23156f4c'/%3E%3Cpath d='M5 3h6v10H5z' fill='%23d9f2e3'/%3E%3Ccircle cx='9.4' cy='8' r='.9' fill='%23156f4c'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<div id="page"></div>
<noscript>This page needs JavaScript.</noscript>
<script type="module" src="/page.js"></script>
</body>
</html>
`;
