import { useQueryClient } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { carryOut, readOrder } from '../../api/orders';
import type { Ask, AskButton, OrderDetails } from '../../contract/rest/orders';
import { ActionButton } from '../../ui/ActionButton';
import { Confirm } from '../../ui/Confirm';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { Choice } from './Choice';

type Props = {
	order: OrderDetails;
	/** It is being sent from its line. */
	isBusy: boolean;
	onChange: ( order: OrderDetails ) => void;
};

/** A button that was pressed, and what has to be asked about it first. */
type Pressed = { name: string; ask: Ask; button: AskButton };

/** What is wrong, and the buttons that do something about it. Only the first of all is the one that stands out. */
export function Asks( { order, isBusy, onChange }: Props ) {
	const client = useQueryClient();
	const own = useAction();
	const nameOf = ( { entryId }: Ask, at: number ) => `${ entryId } ${ at }`;
	const [ leading ] = order.asks;
	const action =
		isBusy && leading ? { ...own, busy: nameOf( leading, 0 ) } : own;
	const [ asked, setAsked ] = useState< Pressed | null >( null );
	const [ choosing, setChoosing ] = useState< number | null >( null );

	const decide = async (
		{ entryId }: Ask,
		{ as, document: known }: AskButton,
		document = known
	) => {
		try {
			await carryOut( entryId, as, document );
			setChoosing( null );
		} finally {
			// Also when it was refused: these buttons may be out of date.
			await readOrder( order.id ).then( onChange, () =>
				client.invalidateQueries( { queryKey: [ 'orders' ] } )
			);
		}
	};

	return (
		<>
			{ order.asks.map( ( ask, place ) => (
				<section key={ ask.entryId } className="sors-ask">
					{ ( place > 0 || ask.role !== 'sale' ) && (
						<h3>{ ask.about }</h3>
					) }
					{ ask.problem && (
						<p className="sors-details__error">{ ask.problem }</p>
					) }
					{ ask.buttons.map( ( button, at ) => {
						const isFirst = place === 0 && at === 0;
						const name = nameOf( ask, at );
						const isChoice =
							button.as === 'sent' && button.document === null;
						return (
							<div key={ name } className="sors-ask__way">
								<ActionButton
									action={ action }
									name={ name }
									variant={
										isFirst ? 'primary' : 'secondary'
									}
									onPress={ async () => {
										if ( isChoice ) {
											setChoosing( ask.entryId );
										} else if ( button.confirm !== null ) {
											setAsked( { name, ask, button } );
										} else {
											await decide( ask, button );
										}
									} }
									busyLabel={
										button.as === 'send'
											? __(
													'Sending…',
													'sors-api-for-woocommerce'
												)
											: __(
													'Saving…',
													'sors-api-for-woocommerce'
												)
									}
								>
									{ button.label }
								</ActionButton>
								{ button.hint && <p>{ button.hint }</p> }
								{ isChoice && choosing === ask.entryId && (
									<Choice
										entryId={ ask.entryId }
										isBusy={ action.busy !== null }
										onChoose={ ( document ) =>
											void action.run( name, () =>
												decide( ask, button, document )
											)
										}
									/>
								) }
							</div>
						);
					} ) }
				</section>
			) ) }
			<Problem error={ action.error } />
			{ asked && (
				<Confirm
					title={ asked.button.label }
					yes={ asked.button.label }
					onYes={ () =>
						void action.run( asked.name, () =>
							decide( asked.ask, asked.button )
						)
					}
					onClose={ () => setAsked( null ) }
				>
					<p>{ asked.button.confirm }</p>
				</Confirm>
			) }
		</>
	);
}
