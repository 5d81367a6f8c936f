import { runWithPackages } from './with-packages.mjs';

await runWithPackages( 'package.ts' );
