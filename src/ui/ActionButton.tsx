import { Button } from './controls';
import type { ReactNode } from 'react';
import type { Action } from './useAction';

type Props = {
	action: Action;
	name: string;
	/** Said while it works. */
	busyLabel: string;
	variant?: 'primary' | 'secondary' | 'tertiary';
	isDestructive?: boolean;
	disabled?: boolean;
	/** Where several buttons carry the same words. */
	label?: string;
	children: ReactNode;
} & (
	| { type?: undefined; onPress: () => Promise< void > }
	// Its form does the work, by the Enter key too.
	| { type: 'submit'; onPress?: undefined }
);

/** A button that shows at once that it was pressed, and keeps the focus while it works. */
export function ActionButton( {
	action,
	name,
	onPress,
	busyLabel,
	disabled = false,
	variant = 'secondary',
	isDestructive,
	label,
	type,
	children,
}: Props ) {
	const isMine = action.busy === name;
	return (
		<Button
			variant={ variant }
			isDestructive={ isDestructive }
			isBusy={ isMine }
			disabled={ disabled || action.busy !== null }
			accessibleWhenDisabled
			aria-label={ isMine ? undefined : label }
			type={ type ?? 'button' }
			onClick={ onPress && ( () => void action.run( name, onPress ) ) }
		>
			{ isMine ? busyLabel : children }
		</Button>
	);
}
