import scripts from '@wordpress/scripts/config/eslint.config.cjs';

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
		files: [ 'tests/**', 'bin/**', 'src/contract/emit.ts', '*.config.*' ],
		rules: { 'no-console': 'off' },
	},
];
