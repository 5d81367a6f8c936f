import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { userCacheDir } from '../paths';
import { Problem } from '../run/problem';
import { say, step } from '../run/progress';
import { downloadZip, NotThere } from './download';
import { intoPlace } from './into-place';
import { oldestSupported, type Product } from './product';
import type { Source } from './source';
import { compareVersions } from './version';

/**
 * What this machine has of WordPress and WooCommerce, and what it can load:
 * folders named by their version, one without a version that a person laid
 * there, and wordpress.org. It remembers what could not be loaded, so a machine
 * without internet waits for one connection only.
 */
export class Supply {
	private readonly refused = new Map< string, string >();
	private readonly said = new Set< string >();
	private outOfReach: string | undefined;

	constructor(
		readonly cacheDir = userCacheDir,
		private readonly server = 'https://downloads.wordpress.org',
		private readonly patienceMs = 10_000
	) {}

	/** Why downloads failed, each reason once. */
	get reasons(): string[] {
		return [ ...new Set( this.refused.values() ) ];
	}

	/** Why this version could not be downloaded. */
	whyNot( product: Product, version: string ): string | undefined {
		return (
			this.refused.get( this.addressOf( product, version ) ) ??
			this.outOfReach
		);
	}

	/** A sentence for people, with the reason. */
	lacks( product: Product, version: string ): string {
		return `${ product.name } ${ version } is not here and could not be downloaded: ${ this.whyNot( product, version ) }`;
	}

	private addressOf( product: Product, version: string ): string {
		return `${ this.server }/${ product.archive( version ) }`;
	}

	/** Says a sentence that counts for all that is looked for, once. */
	sayOnce( sentence: string ): void {
		if ( ! this.said.has( sentence ) ) {
			this.said.add( sentence );
			say( sentence );
		}
	}

	/**
	 * The version named, or, where no particular one was asked for, what a
	 * person laid into the cache in its stead.
	 */
	async get< S extends Source >(
		product: Product< S >,
		version: string,
		exactly: boolean
	): Promise< S | undefined > {
		return (
			( await this.cached( product, version ) ) ??
			( await this.laidByHand(
				product,
				exactly ? version : undefined
			) ) ??
			( await this.downloaded( product, version ) )
		);
	}

	/** Whatever supported versions lie in the cache, newest first. */
	async inCache< S extends Source >( product: Product< S > ): Promise< S[] > {
		const oldest = await oldestSupported( product );
		const ours = new RegExp( `^${ product.folder }(-\\d.*)?$` );
		const names = await readdir( this.cacheDir ).catch( () => [] );
		const sources = await Promise.all(
			names
				.filter( ( name ) => ours.test( name ) )
				.map( ( name ) =>
					product.at( join( this.cacheDir, name ), 'cache' )
				)
		);
		return sources
			.filter( ( source ) => source !== undefined )
			.filter(
				( { version } ) => compareVersions( version, oldest ) >= 0
			)
			.sort( ( a, b ) => compareVersions( b.version, a.version ) );
	}

	private async cached< S extends Source >(
		product: Product< S >,
		version: string
	): Promise< S | undefined > {
		const dir = join( this.cacheDir, `${ product.folder }-${ version }` );
		const source = await product.at( dir, 'cache' );
		if ( source ? source.version !== version : await isThere( dir ) ) {
			throw new Problem(
				`${ dir } holds ${ source ? `${ product.name } ${ source.version }` : `no ${ product.name }` }, not what its name says: remove it.`
			);
		}
		return source;
	}

	private async laidByHand< S extends Source >(
		product: Product< S >,
		version: string | undefined
	): Promise< S | undefined > {
		const dir = join( this.cacheDir, product.folder );
		const source = await product.at( dir, 'cache' );
		if ( ! source ) {
			if ( await isThere( dir ) ) {
				this.sayOnce( `${ dir } holds no ${ product.name }.` );
			}
			return undefined;
		}
		if ( version ) {
			return source.version === version ? source : undefined;
		}
		const oldest = await oldestSupported( product );
		if ( compareVersions( source.version, oldest ) < 0 ) {
			this.sayOnce(
				`${ dir } holds ${ product.name } ${ source.version }, but this plugin needs ${ oldest } or newer.`
			);
			return undefined;
		}
		return source;
	}

	private async downloaded< S extends Source >(
		product: Product< S >,
		version: string
	): Promise< S | undefined > {
		const what = `${ product.name } ${ version }`;
		const url = this.addressOf( product, version );
		if ( this.outOfReach || this.refused.has( url ) ) {
			return undefined;
		}
		try {
			const dir = await step( `Downloading ${ what }`, () =>
				intoPlace( this.cacheDir, async ( temporary ) => {
					await downloadZip( url, temporary, this.patienceMs );
					const made = join( temporary, product.folder );
					await demandVersion( product, made, version, url );
					return { made, name: `${ product.folder }-${ version }` };
				} )
			);
			return await product.at( dir, 'cache' );
		} catch ( error ) {
			if ( ! ( error instanceof Problem ) ) {
				throw error;
			}
			say( `${ what } cannot be downloaded: ${ error.message }` );
			this.refused.set( url, error.message );
			if ( ! ( error instanceof NotThere ) ) {
				this.outOfReach = error.message;
			}
			return undefined;
		}
	}
}

/** An empty folder is as good as none: a download takes its place. */
async function isThere( dir: string ): Promise< boolean > {
	return ( await readdir( dir ).catch( () => [] ) ).length > 0;
}

async function demandVersion(
	product: Product,
	dir: string,
	version: string,
	url: string
): Promise< void > {
	const source = await product.at( dir, url );
	if ( source?.version !== version ) {
		throw new Problem(
			`${ url } holds ${
				source
					? `${ product.name } ${ source.version }, not ${ version }`
					: `no ${ product.name } (no ${ basename( dir ) }/${ product.knownBy })`
			}.`
		);
	}
}
