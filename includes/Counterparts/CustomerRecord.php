<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

/** What we know of a buyer in one SORS database. */
final class CustomerRecord {

	/** Nothing was asked of SORS yet, or nothing came of it. */
	public const NEW = 'new';
	/** Was asked to be created; the reply has not come. */
	public const CREATING = 'creating';
	public const KNOWN = 'known';

	public int $id;
	public string $database;
	public string $state;
	public string $customerId;
	public string $customerCode;
	public string $name;
	public int $lookupMisses;

	/** @param array<string, string|null> $row */
	public function __construct( array $row ) {
		$this->id           = (int) $row['id'];
		$this->database     = (string) $row['database_name'];
		$this->state        = (string) $row['state'];
		$this->customerId   = (string) $row['customer_id'];
		$this->customerCode = (string) $row['customer_code'];
		$this->name         = (string) $row['name'];
		$this->lookupMisses = (int) $row['lookup_misses'];
	}
}
