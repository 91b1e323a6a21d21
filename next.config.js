/** @type {import('next').NextConfig} */
export default {
  // Types are checked by `npm run types`; the compiler's JavaScript API that Next would use is gone in TypeScript 7.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    'onnxruntime-node',
    'h5wasm',
    'pg-boss',
    '@node-rs/argon2',
    'postgres',
    'pino',
    '@electric-sql/pglite',
  ],
  experimental: {
    optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@mantine/charts', '@tabler/icons-react'],
  },
  distDir: process.env.ROTA_DIST ?? '.next',
  poweredByHeader: false,
  devIndicators: false,
};
