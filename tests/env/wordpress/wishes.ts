import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Problem } from '../run/problem';
import {
	oldestSupported,
	woocommerce,
	wordpress,
	type Product,
} from './product';
import type { Source, StoreSource } from './source';
import { compareVersions, isVersion } from './version';

/** A folder that a person named, a version to be found, or no wish at all. */
export type Wish< S extends Source > =
	| { source: S; version: string }
	| { source?: undefined; version: string }
	| undefined;

export type Wishes = {
	wordpress: Wish< Source >;
	woocommerce: Wish< StoreSource >;
};

export async function wishesOf( env: NodeJS.ProcessEnv ): Promise< Wishes > {
	return {
		wordpress: await wishFor( wordpress, env ),
		woocommerce: await wishFor( woocommerce, env ),
	};
}

async function wishFor< S extends Source >(
	product: Product< S >,
	env: NodeJS.ProcessEnv
): Promise< Wish< S > > {
	const { name, dirVariable, versionVariable } = product;
	const oldest = await oldestSupported( product );
	const dir = env[ dirVariable ];
	if ( dir ) {
		const source = await namedFolder( product, resolve( dir ) );
		if ( compareVersions( source.version, oldest ) < 0 ) {
			throw new Problem(
				`${ dirVariable } names ${ name } ${ source.version }, but this plugin needs ${ oldest } or newer.`
			);
		}
		return { source, version: source.version };
	}
	const version = env[ versionVariable ];
	if ( ! version ) {
		return undefined;
	}
	if ( ! isVersion( version ) ) {
		throw new Problem(
			`${ versionVariable } must be a version such as ${ oldest }, not “${ version }”.`
		);
	}
	if ( compareVersions( version, oldest ) < 0 ) {
		throw new Problem(
			`${ versionVariable } asks for ${ name } ${ version }, but this plugin needs ${ oldest } or newer.`
		);
	}
	return { version };
}

async function namedFolder< S extends Source >(
	product: Product< S >,
	dir: string
): Promise< S > {
	const { name, dirVariable, knownBy } = product;
	const stats = await stat( dir ).catch( () => undefined );
	if ( ! stats?.isDirectory() ) {
		throw new Problem(
			`${ dirVariable } names ${ dir }, which is ${ stats ? 'no folder' : 'not there' }.`
		);
	}
	const source = await product.at( dir, dirVariable );
	if ( ! source ) {
		throw new Problem(
			`${ dirVariable } names ${ dir }, which holds no ${ name } (its ${ knownBy } is missing or another one's).`
		);
	}
	return source;
}
