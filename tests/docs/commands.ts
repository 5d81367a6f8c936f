/** WP-CLI's commands as the code has them. */
import { filesIn, matches, read } from './pages';

/** `sors outbox list` => the options of its help, without dashes. */
export const commands = new Map< string, string[] >(
	filesIn( 'includes', '.php' ).flatMap( ( file ) =>
		[
			...read( file ).matchAll(
				/\badd_command\(\s*'([\w -]+)',\s*new (\w+)\(/g
			),
		].flatMap( ( [ , name, owner ] ) =>
			subcommands( read( `includes/Cli/${ owner }.php` ) ).map(
				( { method, options } ) =>
					[
						method === '__invoke' ? name! : `${ name } ${ method }`,
						options,
					] as const
			)
		)
	)
);

function subcommands( source: string ) {
	return [
		...source.matchAll(
			/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*public function (?!__construct)(\w+)\(/g
		),
	].map( ( [ , help, method ] ) => ( {
		method: method!,
		options: matches( help!, /^\s*\* \[?--([\w-]+)/gm ),
	} ) );
}
