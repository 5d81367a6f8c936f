import { Button } from '../../ui/controls';
import { __, _n, sprintf } from '@wordpress/i18n';
import { isSaidAtFields } from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { number } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { useDraft } from './useDraft';

/** In sight once something was changed: whether anything is left to save, and what the last save came to. */
export function SaveBar( { fields }: { fields: string[] } ) {
	const { changed, action, discard, answers } = useDraft();
	const isChanged = changed.length > 0;
	if ( ! isChanged && answers === 0 ) {
		return null;
	}
	const isAtFields = isSaidAtFields( action.error, fields );
	return (
		<div className="sors-savebar">
			{ ! isAtFields && <Problem error={ action.error } /> }
			<div className="sors-savebar__row">
				<p role="status">
					{ status( changed.length, answers, isAtFields ) }
				</p>
				<div className="sors-buttons">
					{ isChanged && (
						<Button
							variant="tertiary"
							disabled={ action.busy !== null }
							accessibleWhenDisabled
							onClick={ discard }
						>
							{ __(
								'Discard changes',
								'sors-api-for-woocommerce'
							) }
						</Button>
					) }
					<ActionButton
						action={ action }
						name="save"
						type="submit"
						variant="primary"
						disabled={ ! isChanged }
						busyLabel={ __(
							'Saving…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __( 'Save', 'sors-api-for-woocommerce' ) }
					</ActionButton>
				</div>
			</div>
		</div>
	);
}

function status( changes: number, answers: number, isAtFields: boolean ) {
	if ( isAtFields ) {
		return __(
			'Not saved yet: see what is said at the fields.',
			'sors-api-for-woocommerce'
		);
	}
	if ( changes > 0 ) {
		return sprintf(
			/* translators: %s: number of settings */
			_n(
				'%s change is not saved.',
				'%s changes are not saved.',
				changes,
				'sors-api-for-woocommerce'
			),
			number( changes )
		);
	}
	return answers > 0
		? __( 'Everything is saved.', 'sors-api-for-woocommerce' )
		: '';
}
