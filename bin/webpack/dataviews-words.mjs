import { fileURLToPath } from 'node:url';

const FROM = 'from "@wordpress/i18n"';
const words = fileURLToPath(
	new URL( '../../src/ui/table/words.ts', import.meta.url )
);

/**
 * A webpack loader: DataViews takes its words from src/ui/table/words.ts, which
 * says why. A module's request for an external script cannot be led elsewhere
 * by an alias: externals are decided before.
 *
 * @param {string} source
 */
export default function dataViewsWords( source ) {
	if ( ! source.includes( FROM ) ) {
		throw new Error( `DataViews no longer says ${ FROM }.` );
	}
	return source.replaceAll( FROM, `from ${ JSON.stringify( words ) }` );
}
