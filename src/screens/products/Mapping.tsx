import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Card, CardBody, CardHeader } from '@wordpress/components';
import { useState } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import { catalogMappingQuery } from '../../api/catalog';
import { tell } from '../../api/client';
import { dateTime } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { GroupLine } from './GroupLine';
import { TaxRates } from './TaxRates';

/** Which categories stand for groups of SORS, and which tax classes for its VAT rates. */
export function Mapping() {
	const client = useQueryClient();
	const { data, error, refetch } = useQuery( catalogMappingQuery );
	const [ openId, setOpenId ] = useState< string | null >( null );
	return (
		<>
			<Problem error={ error } onRetry={ refetch } />
			{ ! data && error === null && <Skeleton lines={ 10 } /> }
			{ data && (
				<div className="sors-cards">
					<Card
						role="region"
						aria-labelledby="sors-mapping-groups"
						size="small"
					>
						<CardHeader>
							<h2 id="sors-mapping-groups">
								{ __(
									'Groups and categories',
									'sors-api-for-woocommerce'
								) }
							</h2>
						</CardHeader>
						<CardBody>
							<p>
								{ data.readAt === null
									? __(
											'The groups of SORS are shown here after the first sync of the catalogue. It makes a category for each.',
											'sors-api-for-woocommerce'
										)
									: sprintf(
											/* translators: %s: date and time */
											__(
												'Each group of SORS has a category in the shop. Names and places of categories that a sync made follow SORS; a category of your own that you choose here is left as it is. Read from SORS: %s.',
												'sors-api-for-woocommerce'
											),
											dateTime( data.readAt )
										) }
							</p>
							<ul className="sors-groups">
								{ data.groups.map( ( group ) => (
									<GroupLine
										key={ group.id }
										group={ group }
										isOpen={ openId === group.id }
										onOpen={ ( isOpen ) =>
											setOpenId(
												isOpen ? group.id : null
											)
										}
										onChange={ ( mapping ) =>
											tell(
												client,
												catalogMappingQuery,
												mapping
											)
										}
									/>
								) ) }
							</ul>
						</CardBody>
					</Card>
					<TaxRates mapping={ data } />
				</div>
			) }
		</>
	);
}
