import { runWithPackages } from './with-packages.mjs';

await runWithPackages( 'demo.ts' );
