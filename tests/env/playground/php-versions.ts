/** PHP builds of Playground that the plugin runs on, oldest first. */
export const phpVersions = [
	'7.4',
	'8.0',
	'8.1',
	'8.2',
	'8.3',
	'8.4',
	'8.5',
] as const;

export type PhpVersion = ( typeof phpVersions )[ number ];

export const defaultPhp: PhpVersion = '8.3';
