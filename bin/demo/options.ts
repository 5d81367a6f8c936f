import {
	defaultPhp,
	isPhpVersion,
	type PhpVersion,
	phpVersions,
} from '../../tests/env/playground/php-versions';
import { readOptions } from '../../tests/env/run/options';
import { Problem } from '../../tests/env/run/problem';

const HELP = `npm run demo [-- options]
  --once         end after the table, with exit code 0 only if all of it happened
  --php N        PHP of the shop: ${ phpVersions.join( ', ' ) } (default ${ defaultPhp })
  --report FILE  also write what was seen as JSON`;

export type DemoOptions = {
	once: boolean;
	php: PhpVersion;
	report: string | undefined;
};

export function readDemoOptions( argv: string[] ): DemoOptions {
	const { values } = readOptions(
		{
			args: argv,
			options: {
				once: { type: 'boolean' },
				php: { type: 'string' },
				report: { type: 'string' },
			},
		},
		HELP
	);
	const php = values.php ?? defaultPhp;
	if ( ! isPhpVersion( php ) ) {
		throw new Problem(
			`The demo cannot run on PHP “${ php }”: there are ${ phpVersions
				.slice( 0, -1 )
				.join( ', ' ) } and ${ phpVersions.at( -1 ) }.`
		);
	}
	return { once: values.once === true, php, report: values.report };
}
