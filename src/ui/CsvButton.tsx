import { __ } from '@wordpress/i18n';
import { ActionButton } from './ActionButton';
import type { Action } from './useAction';

type Props = { action: Action; onPress: () => Promise< void > };

/** Takes the whole of a list away as a file. */
export const CsvButton = ( { action, onPress }: Props ) => (
	<ActionButton
		action={ action }
		name="csv"
		variant="tertiary"
		onPress={ onPress }
		busyLabel={ __( 'Downloading…', 'sors-api-for-woocommerce' ) }
	>
		{ __( 'Download as CSV', 'sors-api-for-woocommerce' ) }
	</ActionButton>
);
