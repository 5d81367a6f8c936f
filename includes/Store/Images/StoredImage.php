<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

/** What is known of one picture of an item. A picture whose content changed has two of these, until the old one is cleared away. */
final class StoredImage {

	/** 0 = not stored yet. */
	public int $id = 0;
	/** The item's. */
	public string $code;
	/** How SORS names the picture. */
	public string $sourceId;
	/** Hex SHA-256; '' = it was never brought in. */
	public string $contentHash = '';
	/** 0 = none: it could not be brought in. */
	public int $attachmentId = 0;
	/** The attachment is still there. */
	public bool $exists = false;
	/** It was the owner's before SORS had the picture: it is neither taken off a product nor deleted. */
	public bool $isOwners = false;
	/** Hex SHA-256 of the address it came from; '' = it was in SORS' response itself. */
	public string $urlHash = '';
	/** ETag or Last-Modified of what came from there; '' where the server does not say. */
	public string $validator = '';
	/** Place in the product, from 1; 0 = not placed there yet. */
	public int $ordinal = 0;

	public function __construct( string $code, string $sourceId ) {
		$this->code     = $code;
		$this->sourceId = $sourceId;
	}
}
