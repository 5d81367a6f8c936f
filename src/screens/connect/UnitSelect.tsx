import { SelectControl } from '@wordpress/components';
import type { BusinessUnits } from '../../contract/rest/connection';

type Props = {
	label: string;
	value: string;
	units: BusinessUnits[ 'items' ];
	onChange: ( id: string ) => void;
};

/** One of the chosen units; an empty value stands for the first. */
export function UnitSelect( { label, value, units, onChange }: Props ) {
	return (
		<SelectControl
			label={ label }
			value={ value || ( units[ 0 ]?.id ?? '' ) }
			options={ units.map( ( { id, name } ) => ( {
				value: id,
				label: name,
			} ) ) }
			onChange={ onChange }
			__next40pxDefaultSize
			__nextHasNoMarginBottom
		/>
	);
}
