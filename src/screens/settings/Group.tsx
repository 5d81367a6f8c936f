import { Card, CardBody, CardHeader } from '@wordpress/components';
import type { ReactNode } from 'react';

type Props = { id: string; title: string; children: ReactNode };

export function Group( { id, title, children }: Props ) {
	const heading = `sors-settings-${ id }`;
	return (
		<Card
			id={ `sors-group-${ id }` }
			className="sors-group"
			size="small"
			role="region"
			aria-labelledby={ heading }
		>
			<CardHeader>
				<h2 id={ heading } tabIndex={ -1 }>
					{ title }
				</h2>
			</CardHeader>
			<CardBody>
				<div className="sors-form">{ children }</div>
			</CardBody>
		</Card>
	);
}
