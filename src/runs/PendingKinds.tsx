import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import type {
	PendingDecision,
	PendingResponse,
} from '../contract/rest/pending';
import { Confirm } from '../ui/Confirm';
import { Button, Notice } from '../ui/controls';
import { number } from '../ui/format';
import { approveLabel, kindTexts } from './states';

type Kind = PendingResponse[ 'kinds' ][ number ];

type Props = Pick< PendingResponse, 'kinds' | 'at' > & {
	/** What was pressed before is still being done. */
	isBusy: boolean;
	onDecide: ( decision: PendingDecision ) => void;
};

type Asked = Pick< PendingDecision, 'as' | 'until' > & { of: Kind };

/** Of each kind why it waits, and yes or no to all of it. */
export function PendingKinds( { kinds, at, isBusy, onDecide }: Props ) {
	const [ asked, setAsked ] = useState< Asked | null >( null );
	const button = ( as: PendingDecision[ 'as' ], of: Kind ) => {
		const label = labelOf( as, of );
		return (
			<Button
				variant="secondary"
				disabled={ isBusy }
				accessibleWhenDisabled
				aria-label={ `${ label } – ${ kindTexts( of.kind ).title }` }
				onClick={ () => setAsked( { as, of, until: at } ) }
			>
				{ label }
			</Button>
		);
	};
	return (
		<>
			{ kinds.map( ( of ) => (
				<Notice key={ of.kind } status="warning" spokenMessage="">
					<p>
						<strong>{ kindTexts( of.kind ).title }:</strong>{ ' ' }
						{ of.message }
					</p>
					<div className="sors-buttons">
						{ button( 'approve', of ) }
						{ button( 'discard', of ) }
					</div>
				</Notice>
			) ) }
			{ asked && (
				<Confirm
					title={ questionOf( asked ) }
					yes={ labelOf( asked.as, asked.of ) }
					onYes={ () =>
						onDecide( {
							as: asked.as,
							kind: asked.of.kind,
							until: asked.until,
						} )
					}
					onClose={ () => setAsked( null ) }
				>
					<p>{ asked.of.message }</p>
					<p>
						{ __(
							'This covers everything that waits, not only what the list shows.',
							'sors-api-for-woocommerce'
						) }
					</p>
				</Confirm>
			) }
		</>
	);
}

function questionOf( { as, of }: Asked ): string {
	const { title } = kindTexts( of.kind );
	return as === 'approve'
		? sprintf(
				/* translators: %s: kind of sync, such as "Stock and prices" */
				__(
					'Approve all changes in “%s”?',
					'sors-api-for-woocommerce'
				),
				title
			)
		: sprintf(
				/* translators: %s: kind of sync, such as "Stock and prices" */
				__(
					'Discard all changes in “%s”?',
					'sors-api-for-woocommerce'
				),
				title
			);
}

const labelOf = ( as: PendingDecision[ 'as' ], { waiting }: Kind ): string => {
	if ( as === 'approve' ) {
		return approveLabel( waiting );
	}
	return waiting > 1
		? sprintf(
				/* translators: %s: number of changes, two or more */
				__( 'Discard all %s', 'sors-api-for-woocommerce' ),
				number( waiting )
			)
		: __( 'Discard', 'sors-api-for-woocommerce' );
};
