import { CheckboxControl } from '@wordpress/components';
import { useDraft } from './useDraft';

type Props = { ticked: string[]; onChange: ( ticked: string[] ) => void };

/** The statuses that an order of this shop may have, to be ticked. */
export function StatusBoxes( { ticked, onChange }: Props ) {
	const { response } = useDraft();
	const names: Record< string, string > = {
		// A status of a plugin that is gone can still be unticked.
		...Object.fromEntries( ticked.map( ( status ) => [ status, status ] ) ),
		...response.shop.orderStatuses,
	};
	return (
		<div className="sors-grid">
			{ Object.entries( names ).map( ( [ status, name ] ) => (
				<CheckboxControl
					key={ status }
					label={ name }
					checked={ ticked.includes( status ) }
					onChange={ ( isOn ) =>
						onChange(
							isOn
								? [ ...ticked, status ]
								: ticked.filter( ( other ) => other !== status )
						)
					}
					__nextHasNoMarginBottom
				/>
			) ) }
		</div>
	);
}
