import {
	defaultPhp,
	type PhpVersion,
	phpVersions,
} from '../../tests/env/playground/php-versions';
import { oneOf, readOptions } from '../../tests/env/run/options';

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
	return {
		once: values.once === true,
		php: oneOf( '--php', values.php ?? defaultPhp, phpVersions ),
		report: values.report,
	};
}
