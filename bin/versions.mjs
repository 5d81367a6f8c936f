import { runWithPackages } from './with-packages.mjs';

await runWithPackages( 'versions.ts' );
