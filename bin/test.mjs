import { runWithPackages } from './with-packages.mjs';

await runWithPackages( 'test.ts' );
