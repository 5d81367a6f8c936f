/* eslint-disable no-restricted-imports -- the one place that may */
import * as wp from '@wordpress/components';
import { forwardRef, type ComponentProps } from 'react';

/*
 * WordPress' controls with the sizes and margins that WordPress itself is moving
 * to: without these flags each of them warns in the console.
 */
const SIZE = { __next40pxDefaultSize: true } as const;
const MARGIN = { __nextHasNoMarginBottom: true } as const;

export const Button = forwardRef<
	HTMLButtonElement,
	ComponentProps< typeof wp.Button >
>( ( props, ref ) => <wp.Button { ...SIZE } { ...props } ref={ ref } /> );

export const TextControl = (
	props: ComponentProps< typeof wp.TextControl >
) => <wp.TextControl { ...SIZE } { ...MARGIN } { ...props } />;

/** A value that is none of the options is shown as it is: a browser shows the first of them in its place. */
export const SelectControl = ( ( props ) => (
	<wp.SelectControl
		{ ...SIZE }
		{ ...MARGIN }
		{ ...props }
		options={ withValue( props.options, props.value ) }
	/>
) ) as typeof wp.SelectControl;

const withValue = < Option extends { value: string; label: string } >(
	options: readonly Option[] = [],
	value: unknown
): readonly Option[] =>
	typeof value !== 'string' ||
	options.some( ( option ) => option.value === value )
		? options
		: [ { value, label: value } as Option, ...options ];

export const ComboboxControl = (
	props: ComponentProps< typeof wp.ComboboxControl >
) => <wp.ComboboxControl { ...SIZE } { ...MARGIN } { ...props } />;

export const CheckboxControl = (
	props: ComponentProps< typeof wp.CheckboxControl >
) => <wp.CheckboxControl { ...MARGIN } { ...props } />;

export const ToggleControl = (
	props: ComponentProps< typeof wp.ToggleControl >
) => <wp.ToggleControl { ...MARGIN } { ...props } />;

/** It stays as long as what it says is true: nothing to click away. */
export const Notice = ( props: ComponentProps< typeof wp.Notice > ) => (
	<wp.Notice isDismissible={ false } { ...props } />
);
