import { __ } from '@wordpress/i18n';
import { isSaidAtFields } from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { Problem, useFocusOnWrong } from '../../ui/Problem';
import type { Action } from '../../ui/useAction';

type SaveRowProps = {
	action: Action;
	store: () => Promise< void >;
	/** Fields that show their own problems: what is said there is not said again below. */
	fields: readonly string[];
};

/** The end of a step that is a form: its button, and what went wrong with the whole of it. */
export function SaveRow( { action, store, fields }: SaveRowProps ) {
	const row = useFocusOnWrong< HTMLDivElement >( action.error );
	return (
		<>
			<div className="sors-buttons" ref={ row }>
				<ActionButton
					action={ action }
					name="store"
					variant="primary"
					onPress={ store }
					busyLabel={ __( 'Saving…', 'sors-api-for-woocommerce' ) }
				>
					{ __( 'Save', 'sors-api-for-woocommerce' ) }
				</ActionButton>
			</div>
			{ ! isSaidAtFields( action.error, fields ) && (
				<Problem error={ action.error } />
			) }
		</>
	);
}
