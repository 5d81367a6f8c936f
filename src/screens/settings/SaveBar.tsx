import { Button } from '../../ui/controls';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useRef, useState } from 'react';
import { isSaidAtFields } from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { useHeldFocus } from '../../ui/focus';
import { number } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { useDraft } from './useDraft';

type Props = {
	fields: string[];
	/** Since the last save. */
	isDiscarded: boolean;
	onDiscard: () => void;
};

/** In sight once something was changed: whether anything is left to save, and what the last save came to. */
export function SaveBar( { fields }: Pick< Props, 'fields' > ) {
	const { changed, discard, answers } = useDraft();
	const [ discardedAfter, setDiscardedAfter ] = useState( -1 );
	const isDiscarded = discardedAfter === answers;
	return changed.length > 0 || answers > 0 || isDiscarded ? (
		<Bar
			fields={ fields }
			isDiscarded={ isDiscarded }
			onDiscard={ () => {
				discard();
				setDiscardedAfter( answers );
			} }
		/>
	) : null;
}

function Bar( { fields, isDiscarded, onDiscard }: Props ) {
	const { changed, action, answers } = useDraft();
	const isChanged = changed.length > 0;
	const bar = useRef< HTMLDivElement >( null );
	useHeldFocus( bar, isChanged, { home: bar } );
	const isAtFields = isSaidAtFields( action.error, fields );
	return (
		<div ref={ bar } tabIndex={ -1 } className="sors-savebar">
			{ ! isAtFields && <Problem error={ action.error } /> }
			<div className="sors-savebar__row">
				<p role="status">
					{ isDiscarded && ! isChanged
						? __(
								'The changes are discarded.',
								'sors-api-for-woocommerce'
							)
						: status( changed.length, answers, isAtFields ) }
				</p>
				<div className="sors-buttons">
					{ isChanged && (
						<Button
							variant="tertiary"
							disabled={ action.busy !== null }
							accessibleWhenDisabled
							onClick={ onDiscard }
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
