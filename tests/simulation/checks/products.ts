/** Products against the price list: what the settings give to SORS is SORS', the rest is as the owner left it. */
import { createHash } from 'node:crypto';
import { pathOf } from '../../sors/control/groups';
import { imageBytes } from '../../sors/routes/images';
import type { Product as Item, SorsDatabase } from '../../sors/model/types';
import { DOUBLE } from '../events/items';
import type { Settings } from '../model/options';
import type { Article } from '../model/articles';
import { doubledCodes, isGoods } from './stock';

/** Items whose stock and price the plugin has to show: no other has the code, and SORS offers them. */
export function judged(
	database: SorsDatabase,
	{ missingProducts }: Settings
): SorsDatabase {
	const doubled = doubledCodes( database );
	const emptied = new Set(
		database.products
			.filter( ( { active } ) => ! active )
			.map( ( { code } ) => code )
	);
	return {
		...database,
		levels: database.levels.filter(
			( { productCode } ) =>
				! doubled.has( productCode ) &&
				! (
					missingProducts === 'outOfStock' &&
					emptied.has( productCode )
				)
		),
	};
}

const sha256 = ( bytes: Buffer ): string =>
	createHash( 'sha256' ).update( bytes ).digest( 'hex' );

/** Plain text as WordPress stores it: an escaped line. */
const escaped = ( text: string ): string =>
	text
		.replace( /&/g, '&amp;' )
		.replace( /</g, '&lt;' )
		.replace( />/g, '&gt;' )
		.replace( /"/g, '&quot;' )
		.trim();

/** As WordPress stores what a person types as a title, without tags. */
const titled = ( text: string ): string =>
	text
		.replace( /&(?=#?[a-z0-9]+;)/gi, '&amp;' )
		.replace( /</g, '&lt;' )
		.replace( />/g, '&gt;' )
		.trim();

export function wrongPictures(
	item: Pick< Item, 'code' | 'images' >,
	article: Pick< Article, 'contents' | 'isVariation' >,
	images: string | undefined
): string[] {
	const right = item.images
		.toSorted( ( one, other ) => one.ordinal - other.ordinal )
		.map( ( image ) => sha256( imageBytes( item, image ) ) )
		.slice( 0, article.isVariation ? 1 : Infinity );
	if ( right.length === 0 || images === 'never' ) {
		return [];
	}
	if ( article.contents.length === 0 ) {
		return [ 'has no picture' ];
	}
	// The owner's stay behind those of SORS.
	const shown = article.contents.slice( 0, right.length );
	return images === 'always' && shown.join() !== right.join()
		? [
				`shows ${ shown.map( ( each ) => right.indexOf( each ) + 1 ).join( ', ' ) } of its ${ right.length } pictures`,
			]
		: [];
}

function ofItem(
	item: Item,
	article: Article,
	database: SorsDatabase,
	{ fields, missingProducts }: Settings
): string[] {
	const wrong: string[] = [];
	if (
		! article.isVariation &&
		fields.name === 'always' &&
		titled( item.name ) !== article.name
	) {
		wrong.push(
			`is called “${ article.name }”, right is “${ item.name }”`
		);
	}
	const group = pathOf( database, item.groupId );
	if (
		! article.isVariation &&
		fields.categories === 'always' &&
		group !== null &&
		! article.categories.includes( escaped( group ) )
	) {
		wrong.push(
			`is in ${ article.categories.join( ', ' ) || 'no category' }, right is ${ group }`
		);
	}
	if ( item.active ) {
		wrong.push( ...wrongPictures( item, article, fields.images ) );
	}
	if ( ! item.active && missingProducts === 'outOfStock' ) {
		wrong.push( ...whenEmptied( article ) );
	}
	if (
		! item.active &&
		missingProducts === 'draft' &&
		fields.status === 'always' &&
		article.status === 'publish'
	) {
		wrong.push( 'is out of use and still published' );
	}
	return wrong;
}

const whenEmptied = ( { stock }: Article ): string[] =>
	( stock ?? 0 ) > 0
		? [ `has ${ stock } on sale, and SORS does not offer it` ]
		: [];

export function wrongProducts(
	articles: readonly Article[],
	database: SorsDatabase,
	settings: Settings,
	/** Codes whose products the owner deleted: they stay deleted. */
	deleted: ReadonlySet< string >
): string[] {
	const doubled = doubledCodes( database );
	const wrong: string[] = [];
	for ( const item of database.products ) {
		const mine = articles.filter( ( { code } ) => code === item.code );
		const say = ( what: string ) =>
			wrong.push( `${ item.code } ${ what }` );
		if ( mine.length > 1 ) {
			say( `has ${ mine.length } products` );
		}
		if ( doubled.has( item.code ) ) {
			mine.filter( ( { name } ) => name === DOUBLE ).forEach( () =>
				say( 'took its name from one of two items with its code' )
			);
			continue;
		}
		const [ article ] = mine;
		if ( ! article && item.active && ! deleted.has( item.code ) ) {
			say( 'has no product' );
		}
		if ( article && article.status !== 'trash' ) {
			ofItem( item, article, database, settings ).forEach( say );
		}
	}
	const codes = new Set( database.products.map( ( { code } ) => code ) );
	for ( const article of articles ) {
		if ( codes.has( article.code ) || ! isGoods( article.code ) ) {
			continue;
		}
		const gone =
			settings.missingProducts === 'outOfStock'
				? whenEmptied( article )
				: [];
		wrong.push( ...gone.map( ( each ) => `${ article.code } ${ each }` ) );
	}
	return wrong;
}
