import { runWithPackages } from './with-packages.mjs';

await runWithPackages( 'bench.ts' );
