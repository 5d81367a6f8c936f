import { runWithPackages } from './with-packages.mjs';

await runWithPackages( 'scale.ts' );
