import {
	CheckboxControl,
	SelectControl,
	TextControl,
	ToggleControl,
} from '../../ui/controls';
import { RadioControl } from '@wordpress/components';
import { useState, type ReactNode } from 'react';
import type { Settings } from '../../contract/rest/settings';
import { fieldProblem } from '../../settings/useSettings';
import { FieldProblem } from '../../ui/Problem';
import { Panel } from '../../ui/Panel';
import { useDraft } from './useDraft';

/** Settings whose values are of a type. */
type KeyOf< Value > = {
	[ Key in keyof Settings ]: Settings[ Key ] extends Value ? Key : never;
}[ keyof Settings ];

type Texts = { label: string; help?: string };

/** Settings that belong together. */
export function Group( {
	id,
	title,
	children,
}: {
	id: string;
	title: string;
	children: ReactNode;
} ) {
	return (
		<Panel id={ `sors-group-${ id }` } title={ title } isSmall>
			<div className="sors-form">{ children }</div>
		</Panel>
	);
}

/** One setting's place: what the server has against it stands right under it. */
export function Field( {
	name,
	children,
}: {
	name: keyof Settings;
	children: ReactNode;
} ) {
	const { response, action } = useDraft();
	return (
		<div className="sors-field" data-setting={ name }>
			{ children }
			<FieldProblem
				problem={ fieldProblem( name, action.error, response ) }
			/>
		</div>
	);
}

/** One setting's value, and how to change it. */
function useSetting< Key extends keyof Settings >( name: Key ) {
	const { settings, set } = useDraft();
	return {
		value: settings[ name ],
		change: ( value: Settings[ Key ] ) => set( name, value ),
	};
}

type TextProps = Texts & {
	name: KeyOf< string >;
	maxLength: number;
	type?: 'text' | 'email';
};

export function TextField( { name, ...props }: TextProps ) {
	const { value, change } = useSetting( name );
	return (
		<Field name={ name }>
			<TextControl
				{ ...props }
				value={ value }
				// A key of text settings, whichever: its own type is some text.
				onChange={ ( text ) => change( text as never ) }
			/>
		</Field>
	);
}

type NumberProps = Texts & {
	name: KeyOf< number >;
	min: number;
	max: number;
};

export function NumberField( { name, ...props }: NumberProps ) {
	const { value, change } = useSetting( name );
	// What is half typed, such as nothing at all, stays as it was typed.
	const [ typed, setTyped ] = useState( '' );
	return (
		<Field name={ name }>
			<TextControl
				{ ...props }
				className="sors-field__number"
				type="number"
				step={ 1 }
				value={ Number( typed ) === value ? typed : value }
				onChange={ ( text ) => {
					setTyped( text );
					change( Number( text ) );
				} }
			/>
		</Field>
	);
}

type Option< Value > = { value: Value; label: string; description?: string };

type ChoiceProps< Key extends KeyOf< string > > = Texts & {
	name: Key;
	options: Option< Settings[ Key ] >[];
};

/** A choice whose consequences want a sentence each. */
export function ChoiceField< Key extends KeyOf< string > >( {
	name,
	...props
}: ChoiceProps< Key > ) {
	const { value, change } = useSetting( name );
	return (
		<Field name={ name }>
			<RadioControl
				{ ...props }
				selected={ value }
				onChange={ ( next ) => change( next as Settings[ Key ] ) }
			/>
		</Field>
	);
}

export function SelectField< Key extends KeyOf< string > >( {
	name,
	...props
}: ChoiceProps< Key > ) {
	const { value, change } = useSetting( name );
	return (
		<Field name={ name }>
			<SelectControl
				{ ...props }
				value={ value }
				onChange={ ( next ) => change( next as Settings[ Key ] ) }
			/>
		</Field>
	);
}

type SwitchProps = Texts & { name: KeyOf< boolean >; isCheckbox?: boolean };

export function SwitchField( { name, isCheckbox, ...props }: SwitchProps ) {
	const { value, change } = useSetting( name );
	const Control = isCheckbox ? CheckboxControl : ToggleControl;
	return (
		<Field name={ name }>
			<Control { ...props } checked={ value } onChange={ change } />
		</Field>
	);
}
