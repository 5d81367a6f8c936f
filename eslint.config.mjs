import scripts from '@wordpress/scripts/config/eslint.config.cjs';
import reactHooks from 'eslint-plugin-react-hooks';

/** Each folder of src/ may use those before it, and none behind it. */
const ROOMS = [
	'contract',
	'api',
	'ui',
	[ 'runs', 'orders', 'settings' ],
	'screens',
];
const SCREENS = [ 'overview', 'products', 'orders', 'settings', 'connect' ];

const forbidden = ( target, from ) => ( {
	target: `./src/${ target }`,
	from: `./src/${ from }`,
	message: `src/${ target } may not use src/${ from }: see the order of the folders in eslint.config.mjs.`,
} );
const others = ( names, name ) => names.filter( ( other ) => other !== name );

const zones = [
	...ROOMS.flatMap( ( room, index ) =>
		[ room ]
			.flat()
			.flatMap( ( target ) =>
				[
					...others( [ room ].flat(), target ),
					...ROOMS.slice( index + 1 ).flat(),
				].map( ( from ) => forbidden( target, from ) )
			)
	),
	...ROOMS.slice( 2 )
		.flat()
		.map( ( from ) => forbidden( 'testing', from ) ),
	...SCREENS.flatMap( ( screen ) =>
		others( SCREENS, screen ).map( ( from ) =>
			forbidden( `screens/${ screen }`, `screens/${ from }` )
		)
	),
	forbidden( 'contract/rest', 'contract/sors' ),
	forbidden( 'contract/sors', 'contract/rest' ),
];

export default [
	...scripts,
	{
		ignores: [
			'build/',
			'vendor/',
			'.cache/',
			'tests/php/',
			'tests/store/',
		],
	},
	{
		rules: {
			// Types are in the signatures; comments give reasons.
			'jsdoc/require-param': 'off',
			'jsdoc/require-returns': 'off',
			'jsdoc/require-returns-type': 'off',
			'jsdoc/require-param-type': 'off',
			'@wordpress/i18n-text-domain': [
				'error',
				{ allowedTextDomain: 'sors-api-for-woocommerce' },
			],
		},
	},
	{
		files: [ '**/*.{ts,tsx}' ],
		rules: { '@typescript-eslint/no-explicit-any': 'error' },
	},
	{
		files: [ 'src/**' ],
		settings: {
			'import/resolver': {
				node: { extensions: [ '.ts', '.tsx', '.js' ] },
			},
		},
		rules: {
			'import/no-restricted-paths': [ 'error', { zones } ],
			'no-restricted-imports': [
				'error',
				{
					paths: [
						{
							name: '@wordpress/components',
							importNames: [
								'Button',
								'CheckboxControl',
								'ComboboxControl',
								'Notice',
								'SelectControl',
								'TextControl',
								'ToggleControl',
							],
							message:
								'src/ui/controls.tsx has these with their defaults.',
						},
					],
				},
			],
			// No state and no ref is written while rendering. These rules know
			// useRef and useState by the name "react" alone: src/ imports them
			// from there, not from @wordpress/element, which is the same React.
			...reactHooks.configs.recommended.rules,
		},
	},
	{
		files: [
			'tests/**',
			'bin/**',
			'src/contract/rest/emit.ts',
			'*.config.*',
		],
		rules: { 'no-console': 'off' },
	},
];
