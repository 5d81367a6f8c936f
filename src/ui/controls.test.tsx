import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { SelectControl } from './controls';

it( 'shows a value that is none of the options as it is', () => {
	const select = ( value: string ) => (
		<SelectControl< string >
			label="Document"
			value={ value }
			options={ [
				{ value: 'invoice', label: 'Invoice' },
				{ value: 'receipt', label: 'Receipt' },
			] }
			onChange={ () => {} }
		/>
	);
	const { rerender } = render( select( 'brandNew' ) );
	expect( screen.getByLabelText( 'Document' ) ).toHaveDisplayValue(
		'brandNew'
	);
	rerender( select( 'receipt' ) );
	expect( screen.getByLabelText( 'Document' ) ).toHaveDisplayValue(
		'Receipt'
	);
	expect( screen.getAllByRole( 'option' ) ).toHaveLength( 2 );
} );
