import { Problem } from '../../tests/env/run/problem';

/**
 * What README.md tells a newcomer to type. Of the demo the form that ends by
 * itself, which stands in the text.
 */
export function readmeCommands( readme: string ): {
	demo: string;
	test: string;
} {
	const demo = /`(npm run demo -- --once)`/.exec( readme )?.[ 1 ];
	const test = /^```sh\n(npm test)\n```$/m.exec( readme )?.[ 1 ];
	if ( ! demo || ! test || ! /^```sh\nnpm run demo\n```$/m.test( readme ) ) {
		throw new Problem( 'README.md no longer names the two commands.' );
	}
	return { demo, test };
}
