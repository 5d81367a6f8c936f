import { Card, CardBody, CardHeader } from '@wordpress/components';
import { useId, type ReactNode } from 'react';

type Props = { title: string; children: ReactNode };

export function Section( { title, children }: Props ) {
	const id = useId();
	return (
		<Card role="region" aria-labelledby={ id }>
			<CardHeader>
				<h2 id={ id }>{ title }</h2>
			</CardHeader>
			<CardBody>{ children }</CardBody>
		</Card>
	);
}
