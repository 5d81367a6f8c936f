import type { Settings, SettingsPatch } from '../contract/rest/settings';

export const isMap = ( value: unknown ): value is Record< string, unknown > =>
	value !== null && typeof value === 'object' && ! Array.isArray( value );

/** The settings as they are once the patch is saved. */
export const patched = ( stored: Settings, patch: SettingsPatch ) =>
	Object.fromEntries(
		Object.entries( { ...stored, ...patch } ).map( ( [ key, value ] ) => [
			key,
			isMap( value )
				? Object.fromEntries(
						Object.entries( {
							...( stored[ key as keyof Settings ] as object ),
							...value,
						} ).filter( ( [ , entry ] ) => entry !== null )
					)
				: value,
		] )
	) as Settings;
