import { __, sprintf } from '@wordpress/i18n';

/** Its name, and what people call it where SORS says so. */
export const databaseTitle = ( {
	name,
	title,
}: {
	name: string;
	title: string | null;
} ): string =>
	title
		? sprintf(
				/* translators: 1: name of a database, 2: its title */
				__( '%1$s – %2$s', 'sors-api-for-woocommerce' ),
				name,
				title
			)
		: name;
