/** Example bodies, as people write them into Postman: with variables, comments and trailing commas. */
import type { Json } from '../../tests/sors/wire/paths';

const STRING = '"(?:[^"\\\\]|\\\\.)*"';

/** Null where it cannot be read even so. */
export function parseExample( text: string | null | undefined ): Json | null {
	const source = ( text ?? '' ).trim();
	if ( source === '' ) {
		return null;
	}
	const outsideStrings = (
		pattern: string,
		replacement: string,
		from: string
	) =>
		from.replace(
			new RegExp( `(${ STRING })|${ pattern }`, 'g' ),
			( _all, kept?: string ) => kept ?? replacement
		);
	const attempts = [
		() => source,
		() => {
			const uncommented = outsideStrings(
				'//[^\\n]*|/\\*[\\s\\S]*?\\*/',
				'',
				source
			);
			const filled = outsideStrings(
				'\\{\\{[^}]*\\}\\}',
				'"{{variable}}"',
				uncommented
			);
			return outsideStrings( ',(?=\\s*[}\\]])', '', filled );
		},
	];
	for ( const attempt of attempts ) {
		try {
			return JSON.parse( attempt() ) as Json;
		} catch {
			// The next attempt is more forgiving; after the last one the example does not count.
		}
	}
	return null;
}
