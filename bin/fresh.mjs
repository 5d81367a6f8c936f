import { runWithPackages } from './with-packages.mjs';

await runWithPackages( 'fresh.ts' );
