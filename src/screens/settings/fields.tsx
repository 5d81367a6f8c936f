import {
	CheckboxControl,
	SelectControl,
	TextControl,
	ToggleControl,
} from '../../ui/controls';
import { RadioControl } from '@wordpress/components';
import { useState, type ReactNode } from 'react';
import type { Settings } from '../../contract/rest/settings';
import { ServicePicker } from '../../settings/ServicePicker';
import { fieldProblems } from '../../settings/useSettings';
import { Field as AnyField } from '../../ui/Problem';
import { Panel } from '../../ui/Panel';
import { settingLabel } from './labels';
import { useDraft } from './useDraft';

/** Settings whose values are of a type. */
type KeyOf< Value > = {
	[ Key in keyof Settings ]: Settings[ Key ] extends Value ? Key : never;
}[ keyof Settings ];

type Texts = { help?: string };

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
	isGroup,
	children,
}: {
	name: keyof Settings;
	isGroup?: boolean;
	children: ReactNode;
} ) {
	const { response, action } = useDraft();
	return (
		<AnyField
			name={ name }
			isGroup={ isGroup }
			problems={ fieldProblems( name, action.error, response ) }
		>
			{ children }
		</AnyField>
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
				label={ settingLabel( name ) }
				value={ value }
				// A key of text settings, whichever: its own type is some text.
				onChange={ ( text ) => change( text as never ) }
			/>
		</Field>
	);
}

type ServiceProps = Texts & {
	name: 'shippingItemCode' | 'feeItemCode';
	help: string;
};

export function ServiceField( { name, ...props }: ServiceProps ) {
	const { value, change } = useSetting( name );
	const { response } = useDraft();
	return (
		<Field name={ name }>
			<ServicePicker
				{ ...props }
				label={ settingLabel( name ) }
				value={ value }
				names={ response.shop.serviceNames }
				onChange={ change }
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
	const stored = useDraft().response.settings[ name ];
	// What is half typed, such as nothing at all, stays until the field is left.
	const [ typed, setTyped ] = useState< string | null >( null );
	return (
		<Field name={ name }>
			<TextControl
				{ ...props }
				label={ settingLabel( name ) }
				className="sors-field__number"
				type="number"
				step={ 1 }
				value={
					typed !== null &&
					( typed === '' || Number( typed ) === value )
						? typed
						: value
				}
				onChange={ ( text ) => {
					setTyped( text );
					// Emptied key by key, its first digit was there alone: nobody typed that.
					change( text === '' ? stored : Number( text ) );
				} }
				onBlur={ () => setTyped( null ) }
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
				label={ settingLabel( name ) }
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
				label={ settingLabel( name ) }
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
			<Control
				{ ...props }
				label={ settingLabel( name ) }
				checked={ value }
				onChange={ change }
			/>
		</Field>
	);
}
