import { runWithPackages } from './with-packages.mjs';

await runWithPackages( 'simulate.ts' );
