import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { carryOut, readOrder } from '../../api/orders';
import type { Ask, AskButton, OrderDetails } from '../../contract/rest/orders';
import { Confirm } from '../../ui/Confirm';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { AskPress } from './AskPress';
import { Choice } from './Choice';
import { questionOf } from './question';

type Props = {
	order: OrderDetails;
	/** It is being sent from its line. */
	isBusy: boolean;
	onChange: ( order: OrderDetails ) => void;
};

/** A button that was pressed. */
type Pressed = { name: string; ask: Ask; button: AskButton };

/** What is wrong, and the buttons that do something about it. */
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

	const press = ( pressed: Pressed ) => {
		if ( questionOf( pressed.button ) === null ) {
			carry( pressed );
		} else {
			setAsked( pressed );
		}
	};
	const carry = ( { name, ask, button }: Pressed ) =>
		void action.run( name, () => decide( ask, button ) );

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
						const name = nameOf( ask, at );
						const isChoice =
							button.as === 'sent' && button.document === null;
						const isChoosing = isChoice && choosing === ask.entryId;
						return (
							<div key={ name } className="sors-ask__way">
								<AskPress
									action={ action }
									name={ name }
									button={ button }
									isLeading={ place === 0 && at === 0 }
									isOpen={ isChoice ? isChoosing : undefined }
									onPress={ () =>
										isChoice
											? setChoosing(
													isChoosing
														? null
														: ask.entryId
												)
											: press( { name, ask, button } )
									}
								/>
								{ button.hint && <p>{ button.hint }</p> }
								{ isChoosing && (
									<Choice
										entryId={ ask.entryId }
										isBusy={ action.busy !== null }
										mayType={ order.state !== 'uncertain' }
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
					onYes={ () => carry( asked ) }
					onClose={ () => setAsked( null ) }
				>
					<p>{ questionOf( asked.button ) }</p>
				</Confirm>
			) }
		</>
	);
}
